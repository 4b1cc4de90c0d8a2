import { z } from 'zod';
import { crossCheck } from './cross-check.ts';
import { establishmentRow, registerFiles, type ReferenceRegister } from './register-schema.ts';
import { readRows, readYaml, referenceFolder, refuse } from './yaml.ts';

/**
 * Reads and checks the register of the reference dataset from `folder`, a file URL that ends in `/`.
 * @throws OperatorError with every error of a file, or of the references between files, as `file: path: error`
 */
export function readReferenceRegister(folder: URL = referenceFolder): ReferenceRegister {
  const register: ReferenceRegister = {
    establishments: parseRows(folder, registerFiles.establishments, establishmentRow),
  };
  refuse(crossCheck(register, new Set(readRows(folder, 'sources.yaml').map((row) => row['code']))));
  return register;
}

function parseRows<T extends z.ZodType>(folder: URL, file: string, row: T): z.infer<T>[] {
  const result = z.array(row).safeParse(readYaml(folder, file));
  if (result.success) return result.data;
  refuse(
    result.error.issues.map((issue) => `${file}: ${z.core.toDotPath(issue.path) || 'whole file'}: ${issue.message}`),
  );
  return [];
}
