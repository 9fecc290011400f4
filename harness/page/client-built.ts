/** The page's script, bundled when this package was built. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_CLIENT } from './built-client.ts';

export const clientText = (): Promise<string> => readFile(join(import.meta.dirname, BUILT_CLIENT), 'utf8');
