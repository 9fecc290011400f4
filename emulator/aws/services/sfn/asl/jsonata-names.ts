/**
 * Names that an expression starts from. The context item of a JSONata expression is undefined in a state, so AWS refuses
 * them when a definition is made; inside of a path, its filters and its groups, the item before is the context.
 *
 * Gaps: bodies of functions are passed over.
 */
interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly SyntaxNode[];
  readonly arguments?: readonly SyntaxNode[];
  readonly expressions?: readonly SyntaxNode[];
  readonly expression?: SyntaxNode;
  readonly condition?: SyntaxNode;
  readonly then?: SyntaxNode;
  readonly else?: SyntaxNode;
  /** Pairs, where an object is made. */
  readonly lhs?: SyntaxNode | readonly (readonly SyntaxNode[])[];
  readonly rhs?: SyntaxNode;
}

/** @param ast as the `ast()` of a JSONata expression gives it */
export function namesAtTop(ast: object): ReadonlySet<string> {
  const found = new Set<string>();
  collect(ast as SyntaxNode, found);
  return found;
}

function collect(node: SyntaxNode, found: Set<string>): void {
  const [first] = node.steps ?? [];
  if (first?.type === 'name') found.add(String(first.value));
  else if (first !== undefined) collect(first, found);
  for (const part of partsOf(node)) collect(part, found);
}

/** The parts that see what the whole sees. */
function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (['path', 'lambda', 'transform'].includes(node.type)) return [];
  const { lhs, rhs, condition, then, else: otherwise, expression } = node;
  const left = lhs === undefined ? [] : 'type' in lhs ? [lhs] : lhs.flat();
  const single = [rhs, condition, then, otherwise, expression].filter((part) => part !== undefined);
  return [...left, ...single, ...(node.arguments ?? []), ...(node.expressions ?? [])];
}
