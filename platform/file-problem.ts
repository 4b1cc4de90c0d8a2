const problems: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'access to it is not permitted',
  EPERM: 'access to it is not permitted',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk fails',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

/** What is wrong with a file that cannot be read or written, in words: completes "… cannot be read: ". */
export const fileProblem = ({ code, message }: NodeJS.ErrnoException): string =>
  (code !== undefined && Object.hasOwn(problems, code) && problems[code]) || message;
