/** One record cannot be loaded and is left out; the message gives the reason. */
export class BadRecord extends Error {}

/** A record does not have the expected fields, or is of an unknown kind. */
export class WrongLayout extends BadRecord {}

/** A FINESS number lost its leading zero, or a day has another form: one may be a typing error, two mean that a spreadsheet changed the file. */
export class SpreadsheetTrace extends BadRecord {}

/** A value is not as it should be, but there is no doubt what was meant, which is `value`. */
export class Corrected extends BadRecord {
  readonly value: string;

  constructor(message: string, value: string) {
    super(message);
    this.value = value;
  }
}

/** A spreadsheet changed a number, so others of the file are probably wrong too: the whole file is refused. */
export class DamagedNumber extends Error {}
