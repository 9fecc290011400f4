/**
 * The page's script as a browser takes it: one module, its parts bundled when it is first asked for. A build puts
 * `client-built.ts` in this file's place: who installs the product needs no bundler.
 */
import { fileURLToPath } from 'node:url';

export async function clientText(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    // Not as `./client/…`: it is no file of the product.
    entryPoints: [fileURLToPath(new URL('client/client.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    minify: true,
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}
