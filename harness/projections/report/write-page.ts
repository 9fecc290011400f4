/** Puts a page where the command line wants it. */
import { writeFile } from 'node:fs/promises';
import { SafelightError } from '#aws';
import { renderHtml } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import type { Page } from './page.ts';
import { renderPlain } from './plain.ts';

export type PageFormat = 'text' | 'markdown' | 'html';

const RENDERERS: Readonly<Record<PageFormat, (page: Page) => string>> = {
  text: renderPlain,
  markdown: renderMarkdown,
  html: renderHtml,
};

export const renderPage = (page: Page, format: PageFormat): string => RENDERERS[format](page);

/** @throws SafelightError ERR_CANNOT_WRITE */
export async function writeOut(content: string, path: string | undefined): Promise<void> {
  if (path === undefined) {
    process.stdout.write(content);
    return;
  }
  try {
    await writeFile(path, content);
  } catch (cause) {
    throw new SafelightError('ERR_CANNOT_WRITE', `${path} cannot be written.`, {
      hint: (cause as Error).message,
      cause,
    });
  }
}
