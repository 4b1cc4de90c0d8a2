/** One record cannot be loaded: the message says why, and the record is left out. */
export class BadRecord extends Error {}

/** A record does not have the fields that it should, or is of no kind that the file may have. */
export class WrongLayout extends BadRecord {}

/** A FINESS number that lost its leading zero: one may be a typing error, two are a spreadsheet's work. */
export class LostZero extends BadRecord {}

/** A number went through a spreadsheet, which damages a whole file: the message says how, and the file is refused. */
export class DamagedNumber extends Error {}
