/** Sorts what arrives on the cloud's port: the control API, LocalStack's addresses, an edge, or AWS itself. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Pipeline } from '../kernel/pipeline.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import { CONTROL_PREFIX, type Control } from './control.ts';
import { leadToPage, type PageHolder } from './control-page.ts';
import type { Edge } from './edge.ts';
import { LOCALSTACK_PREFIX } from './localstack.ts';

/** What is there as long as the cloud's port is. */
interface GatewayParts {
  readonly control: Control;
  readonly localstack: (request: WireRequest) => WireResponse;
  readonly page: PageHolder;
}

/** The cloud between two resets. */
interface Running {
  readonly core: Kernel;
  readonly edges: readonly Edge[];
  readonly pipeline: Pipeline;
}

export function answer(
  request: WireRequest,
  { core, edges, pipeline }: Running,
  { control, localstack, page }: GatewayParts,
): Promise<WireResponse> {
  for (const edge of edges) {
    if (edge.matches(request)) return core.clock.run(() => edge.answer(request));
  }
  if (isBelow(CONTROL_PREFIX, request.path)) return control(request);
  if (isBelow(LOCALSTACK_PREFIX, request.path)) return Promise.resolve(localstack(request));
  const way = leadToPage(request, page);
  if (way !== undefined) return Promise.resolve({ ...way, headers: { ...way.headers } });
  return pipeline.answer(request);
}

const isBelow = (prefix: string, path: string): boolean =>
  path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
