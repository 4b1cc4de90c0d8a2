import { describe, expect, it } from 'vitest';
import { BadRecord } from '../../imports/pipeline/bad-record.ts';
import { count, date, digits } from '../../imports/pipeline/checks.ts';

describe('a field', () => {
  it('of a whole number has at most 8 digits, and no value when it is empty', () => {
    expect(['', '0', '12345678'].map((value) => count(value, 'beds'))).toEqual([null, 0, 12_345_678]);
    expect(() => count('123456789', 'beds')).toThrow(
      new BadRecord('beds 123456789 is not a whole number of at most 8 digits'),
    );
  });

  it.each(['', '1900-01-01', '1901-01-01', '1904-04-04'])('with the date "%s" is unknown', (value) => {
    expect(date(value, 'the date')).toBeNull();
  });

  it('with a date has one of the calendar', () => {
    expect(date('2024-02-29', 'the date')).toBe('2024-02-29');
    expect(() => date('2023-02-29', 'the date')).toThrow(BadRecord);
  });

  it.each(['1234', '123456', '1234A'])('of 5 digits is not "%s"', (value) => {
    expect(digits('12345', 5, 'the code')).toBe('12345');
    expect(() => digits(value, 5, 'the code')).toThrow(`the code ${value} does not have 5 digits`);
  });
});
