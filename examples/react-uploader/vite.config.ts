/**
 * The page calls the image API under `/api` of its own address, as it does behind the CDN. Here that leads to the API
 * beside a running safelight, whose status says where it is. What goes to S3 goes there directly, and by CORS.
 */
import { defineConfig } from 'vite';

const ENDPOINT = process.env['SAFELIGHT_ENDPOINT'] ?? 'http://127.0.0.1:4566';

interface Status {
  readonly about: { readonly api?: string };
}

async function findApi(): Promise<string> {
  const answer = await fetch(`${ENDPOINT}/_safelight/status`).catch((cause: unknown) => {
    throw new Error(`No cloud answers at ${ENDPOINT}: start one with npx safelight up`, { cause });
  });
  const { about } = (await answer.json()) as Status;
  if (about.api === undefined) throw new Error(`The cloud at ${ENDPOINT} runs no image API.`);
  return about.api;
}

export default defineConfig(async ({ command, isPreview }) => {
  // A build needs no cloud; only those who serve it do.
  if (command === 'build' && isPreview !== true) return {};
  const proxy = {
    '/api': { target: await findApi(), rewrite: (path: string) => path.replace(/^\/api/, '') },
  };
  return {
    server: { port: 3000, strictPort: true, proxy },
    preview: { port: 3000, strictPort: true, proxy },
  };
});
