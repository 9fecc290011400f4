/** The site: the pages of `docs/`, searchable without a server, with nothing loaded from anywhere else. */
import { defineConfig } from 'vitepress';
import { literalBraces } from './literal-braces.ts';
import { repositoryLinks } from './repository-links.ts';
import { SIDEBAR } from './sidebar.ts';

/** Headings are named as code hosts name them, so that links to them hold in the repository too. */
const slugify = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

export default defineConfig({
  title: 'safelight',
  description: 'A local-first AWS emulator and test harness for image pipelines',
  lang: 'en',
  rewrites: { ':folder/README.md': ':folder/index.md' },
  // Pages of folders are renamed above, which VitePress overlooks here; `scripts/check-site.ts` looks at all links.
  ignoreDeadLinks: [/^\/\w+\/(?:index)?$/],
  markdown: {
    // Pages speak of XML and of tags; what looks like one is text. Addresses of examples are no links.
    html: false,
    linkify: false,
    anchor: { slugify },
    // `{id}` at the end of a heading is part of it.
    attrs: { disable: true },
    config(markdown) {
      literalBraces(markdown);
      repositoryLinks(markdown);
    },
  },
  themeConfig: {
    sidebar: SIDEBAR,
    search: { provider: 'local' },
    outline: [2, 3],
  },
});
