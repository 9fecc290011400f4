/** What AWS would refuse of a design, or would take and silently not do. */
export interface Finding {
  /** One word for its kind: `refused`, `no-event`, `blind-alarm`. */
  readonly rule: string;
  /** `bucket pettracker-images-prod` */
  readonly resource: string;
  /** Where it stands in the design: file and line of a template, the member of a blueprint. */
  readonly place: string;
  /** A sentence. */
  readonly problem: string;
  /** What was asked and answered, or seen. */
  readonly evidence: string;
  readonly repair: string;
}

/** Findings of one kind about one resource are told once, with what each of them is about. */
export function merged(findings: readonly (Finding & { readonly about?: string })[]): readonly Finding[] {
  const byKind = new Map<string, { finding: Finding; about: string[] }>();
  for (const { about, ...finding } of findings) {
    const key = JSON.stringify([finding.rule, finding.resource, finding.problem]);
    const known = byKind.get(key) ?? { finding, about: [] };
    if (about !== undefined && !known.about.includes(about)) known.about.push(about);
    byKind.set(key, known);
  }
  return [...byKind.values()].map(({ finding, about }) =>
    about.length === 0 ? finding : { ...finding, problem: `${finding.problem}: ${about.join(', ')}` },
  );
}
