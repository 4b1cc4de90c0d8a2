/** The format of a FINESS number. */
export const finessPattern = /^[0-9][0-9A-Z][0-9]{7}$/;
