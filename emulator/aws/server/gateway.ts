/** Sorts what arrives on the cloud's port: the control API, LocalStack's addresses, an edge, or AWS itself. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Pipeline } from '../kernel/pipeline.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import { CONTROL_PREFIX, type Control } from './control.ts';
import { leadToPage, type PageHolder } from './control-page.ts';
import type { Edge } from './edge.ts';
import { LOCALSTACK_PREFIX } from './localstack.ts';

export interface GatewayParts {
  readonly kernel: Kernel;
  readonly control: Control;
  readonly localstack: (request: WireRequest) => WireResponse;
  readonly edges: readonly Edge[];
  readonly pipeline: Pipeline;
  readonly page: PageHolder;
}

export function answer(request: WireRequest, parts: GatewayParts): Promise<WireResponse> {
  for (const edge of parts.edges) {
    if (edge.matches(request)) return parts.kernel.clock.run(() => edge.answer(request));
  }
  if (isBelow(CONTROL_PREFIX, request.path)) return parts.control(request);
  if (isBelow(LOCALSTACK_PREFIX, request.path)) return Promise.resolve(parts.localstack(request));
  const way = leadToPage(request, parts.page);
  if (way !== undefined) return Promise.resolve({ ...way, headers: { ...way.headers } });
  return parts.pipeline.answer(request);
}

const isBelow = (prefix: string, path: string): boolean => path === prefix || path.startsWith(`${prefix}/`);
