/** The types of writes, which all services that have datasets answer with. */
export const writeTypes = `
"""What a write did, or in a dry run would do. Nothing is written where a row is refused."""
type PutResult @shareable {
  "Rows that are new."
  added: Int!
  "Rows of which a field is another."
  changed: Int!
  "Rows that were so already."
  same: Int!
  "Rows that are deleted."
  deleted: Int!
  "Why nothing was written, row by row; empty if all rows are sound."
  refused: [Refusal!]! @listSize(assumedSize: 10)
  "Cell by cell, what changed, or would."
  fields: [FieldChange!]! @listSize(assumedSize: 10)
  "From where the change log tells of it; null for a dry run, or where there is no log."
  cursor: String
}

"""Why a row was refused."""
type Refusal @shareable {
  "The number of the row: of a file its line, otherwise its place in the list, from 1."
  row: Int!
  "The field that was wrong; for the row as a whole, the first of its key."
  field: String
  "The value that was wrong, as it was given; null if none was."
  value: String
  "\`BAD_USER_INPUT\`, \`FORBIDDEN\` for what the institution may not write, or \`CONFLICT\` for a row that has changed since."
  code: String!
  "What was expected."
  message: String!
}

"""What changed in one field of an object. Values are written as in a spreadsheet, those of a list with \`|\` between them."""
type FieldChange @shareable {
  "The number of the row: of a file its line, otherwise its place in the list, from 1; null in the change log."
  row: Int
  "Its name: of a dataset's row that of the column."
  field: String!
  "What it was; null if it was empty, or there was no such row."
  before: String
  "What it is since; null if it is empty, or the row is deleted."
  after: String
}
`;
