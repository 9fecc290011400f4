/** Sorts what arrives on the cloud's port: the control API, an edge, or AWS itself. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Pipeline } from '../kernel/pipeline.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import { CONTROL_PREFIX, type Control } from './control.ts';
import { leadToPage, type PageHolder } from './control-page.ts';
import type { Edge } from './edge.ts';

export interface GatewayParts {
  readonly kernel: Kernel;
  readonly control: Control;
  readonly edges: readonly Edge[];
  readonly pipeline: Pipeline;
  readonly page: PageHolder;
}

export function answer(request: WireRequest, parts: GatewayParts): Promise<WireResponse> {
  for (const edge of parts.edges) {
    if (edge.matches(request)) return parts.kernel.clock.run(() => edge.answer(request));
  }
  if (isControl(request.path)) return parts.control(request);
  const way = leadToPage(request, parts.page);
  if (way !== undefined) return Promise.resolve({ ...way, headers: { ...way.headers } });
  return parts.pipeline.answer(request);
}

const isControl = (path: string): boolean => path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`);
