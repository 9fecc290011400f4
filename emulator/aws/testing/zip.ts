/** Packages for tests: the named files as an archive. */
import { zipSync, type Zippable } from 'fflate';

export const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]),
    ) satisfies Zippable,
  );

export const ROLE = 'arn:aws:iam::000000000000:role/pipeline';
