/** How a FINESS number is written. */
export const finessPattern = /^[0-9][0-9A-Z][0-9]{7}$/;
