/** Where things stand in a template's text. */
import { isMap, isScalar, LineCounter, parseDocument, type Node, type Pair } from 'yaml';

export interface TemplateLines {
  /** The line, from 1, of the last of these members that is written; 1 when none is. */
  lineOf(...path: readonly string[]): number;
}

/** JSON is YAML, so one parser finds the lines of both. */
export function templateLines(text: string): TemplateLines {
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  return {
    lineOf(...path) {
      let node: unknown = contents;
      let line = 1;
      for (const name of path) {
        const pair: Pair | undefined = isMap(node)
          ? node.items.find(({ key }) => isScalar(key) && key.value === name)
          : undefined;
        if (pair === undefined) break;
        const [start = 0] = (pair.key as Node).range ?? [];
        line = counter.linePos(start).line;
        node = pair.value;
      }
      return line;
    },
  };
}
