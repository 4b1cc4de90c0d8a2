/** The forms of a dataset's rows in files. */
export type DatasetForm = 'csv' | 'xlsx' | 'json';

/** The media type of each form, the preferred one first. */
export const datasetMediaTypes: Readonly<Record<DatasetForm, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

const forms = Object.keys(datasetMediaTypes) as DatasetForm[];

/** The form with a name; undefined for other texts. */
export const formNamed = (name: string | null | undefined): DatasetForm | undefined =>
  forms.find((form) => form === name);

/** The form that a media type stands for, whatever its parameters; undefined for other types. */
export function formOfMediaType(type: string | null | undefined): DatasetForm | undefined {
  const essence = type?.split(';', 1)[0]!.trim().toLowerCase();
  return forms.find((form) => datasetMediaTypes[form] === essence);
}
