/**
 * The files of a database that holds nothing yet, in one compressed archive. They are 31 MB, of which most is there three
 * times over or zero: a window over all of them leaves some 1.3 MB.
 */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

/** Beside the code of a build. */
export const PACKED_CLUSTER = 'postgres.tar.zst';

/** Of 64 MiB, as a power of two. */
const WINDOW = 26;

/** Bytes: more than the archive has, since putting together what comes in pieces takes longer than unpacking it. */
const IN_ONE_PIECE = 2 ** WINDOW;

/** MiB: files of 16, the default, are mostly zeroes in a log this short. */
const LOG_FILE = 1;

export async function packCluster(): Promise<Uint8Array> {
  await using engine = await PGlite.create({ initDbStartParams: [`--wal-segsize=${LOG_FILE}`] });
  const archive = await (await engine.dumpDataDir('none')).arrayBuffer();
  const { ZSTD_c_compressionLevel, ZSTD_c_enableLongDistanceMatching, ZSTD_c_windowLog } = constants;
  return promisify(zstdCompress)(archive, {
    params: {
      [ZSTD_c_compressionLevel]: 9,
      [ZSTD_c_enableLongDistanceMatching]: 1,
      [ZSTD_c_windowLog]: WINDOW,
    },
  });
}

/** An archive that the engine of the same version can start from. */
export async function unpackCluster(path: string): Promise<Blob> {
  const params = { [constants.ZSTD_d_windowLogMax]: WINDOW };
  const archive = await promisify(zstdDecompress)(await readFile(path), { params, chunkSize: IN_ONE_PIECE });
  return new Blob([archive]);
}
