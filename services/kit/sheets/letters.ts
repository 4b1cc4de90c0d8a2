/** The letters of a column in a spreadsheet, by its position from 0. */
export function lettersOf(position: number): string {
  const rest = Math.floor(position / 26);
  return `${rest > 0 ? lettersOf(rest - 1) : ''}${String.fromCodePoint(65 + (position % 26))}`;
}
