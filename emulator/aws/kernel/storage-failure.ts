/**
 * What the machine under the cloud refuses: a full disk, a folder that cannot be written to, bytes that are gone. It is
 * neither what AWS would answer nor a defect, so it has a name of its own: clients are told in one sentence, and the
 * journal keeps an entry of type `storage`.
 */

/** How SQLite and the file system name the same few troubles; SQLite's are the low byte of its result codes. */
const BY_SQLITE: Readonly<Record<number, StorageTrouble>> = {
  8: 'read-only',
  10: 'broken',
  11: 'damaged',
  13: 'full',
  14: 'broken',
  26: 'damaged',
};
const BY_SYSTEM: Readonly<Record<string, StorageTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EIO: 'broken',
};

/** Only what is done to files: sockets and processes are refused with the same codes. */
const FILE_CALLS = new Set([
  'open',
  'write',
  'writev',
  'read',
  'mkdir',
  'rename',
  'unlink',
  'fsync',
  'fdatasync',
]);

const SENTENCES = {
  full: 'The disk that holds the data of this cloud is full: nothing was changed.',
  'read-only': 'The data folder of this cloud cannot be written to: nothing was changed.',
  broken: 'The disk that holds the data of this cloud does not work: nothing was changed.',
  damaged: 'The records of this cloud are damaged; its journal says where.',
  missing: 'The bytes are missing from the data folder of this cloud.',
} as const;

export type StorageTrouble = keyof typeof SENTENCES;

export class StorageFailure extends Error {
  readonly trouble: StorageTrouble;

  /** @param cause what the machine said */
  constructor(trouble: StorageTrouble, cause?: unknown) {
    super(SENTENCES[trouble], cause === undefined ? undefined : { cause });
    this.name = 'StorageFailure';
    this.trouble = trouble;
  }
}

/** What the journal says of an error that nobody was to see: the machine's trouble, or a defect of ours. */
export function troubleFacts(
  error: unknown,
): { readonly type: 'storage' | 'defect' } & Record<string, string> {
  const failure = storageFailureOf(error);
  if (failure === undefined) return { type: 'defect', error: describe(error) };
  return { type: 'storage', trouble: failure.trouble, error: describe(failure.cause ?? failure) };
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** What the machine refused, if that is what the error is about. */
export function storageFailureOf(error: unknown): StorageFailure | undefined {
  if (error instanceof StorageFailure) return error;
  if (!(error instanceof Error)) return undefined;
  const { code, errcode, syscall } = error as NodeJS.ErrnoException & { readonly errcode?: number };
  const trouble =
    errcode !== undefined
      ? BY_SQLITE[errcode & 0xff]
      : FILE_CALLS.has(syscall ?? '')
        ? BY_SYSTEM[code ?? '']
        : undefined;
  return trouble === undefined ? undefined : new StorageFailure(trouble, error);
}
