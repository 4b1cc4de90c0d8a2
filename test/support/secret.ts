/** The secret that a fleet's services and gateway share. */
export const secret = 'a secret of the tests, which is long enough';
