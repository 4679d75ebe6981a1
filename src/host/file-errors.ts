/** The error numbers of WASI preview 1. */

/** By the names that Node gives to errors of the file system. */
export const ERRORS = {
  EACCES: 2,
  EBADF: 8,
  EBUSY: 10,
  EEXIST: 20,
  EFBIG: 22,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  ENAMETOOLONG: 37,
  ENOENT: 44,
  ENOSPC: 51,
  ENOSYS: 52,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  EPERM: 63,
  EROFS: 69,
  ESPIPE: 70,
  EXDEV: 75,
  /** A path that leads out of the directory. */
  ENOTCAPABLE: 76,
} as const;

/** A request that cannot be done, with its error number. */
export class FileError extends Error {
  constructor(readonly number: number) {
    super(`error ${number}`);
  }
}

/** The number of what a request threw. Throws `error` again where it is a mistake of ours. */
export function numberOf(error: unknown): number {
  if (error instanceof FileError) return error.number;
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  return (ERRORS as Readonly<Record<string, number>>)[code] ?? ERRORS.EIO;
}
