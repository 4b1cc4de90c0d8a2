/** The SQL condition that a row of `establishment` is from SAE, and no extract of the register has listed it. */
export const onlyInSae = (row: string): string =>
  `(${row}.listed_on is null and ${row}.source_code ~ '^sae-[0-9]{4}$')`;
