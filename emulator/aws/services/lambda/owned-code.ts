import type { Store } from '../../kernel/store.ts';

/** Says whose code a blob holds: `lambda:generate-thumbnail`. */
export function ownerOfCode(store: Store): (blob: string) => string | undefined {
  const owner = store.statement<{ readonly name: string }>(
    `SELECT name FROM lambda_functions WHERE id IN (SELECT function_id FROM lambda_versions WHERE blob = ?1)
     UNION ALL
     SELECT name || ':' || version FROM lambda_layers WHERE blob = ?1`,
  );
  return (blob) => {
    const name = owner.get(blob)?.name;
    return name === undefined ? undefined : `lambda:${name}`;
  };
}
