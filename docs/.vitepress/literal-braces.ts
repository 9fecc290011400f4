import type { MarkdownRenderer } from 'vitepress';

/** Pages are text, not templates: `{{ … }}` in a sentence or in code stands for itself. */
export function literalBraces({ renderer, utils }: MarkdownRenderer): void {
  const literal = (text: string): string => utils.escapeHtml(text).replaceAll('{{', '&#123;&#123;');
  renderer.rules.text = (tokens, index) => literal(tokens[index]?.content ?? '');
  renderer.rules.code_inline = (tokens, index) => `<code>${literal(tokens[index]?.content ?? '')}</code>`;
}
