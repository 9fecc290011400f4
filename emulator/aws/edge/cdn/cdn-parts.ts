/** What an edge works with. */
import type { Kernel } from '../../kernel/kernel.ts';
import type { ViewerCode } from './edge-code.ts';
import type { LambdaAtEdge } from './lambda-at-edge.ts';
import type { Network } from './network.ts';
import type { Origins } from './origins.ts';
import type { SignedAccess } from './signed-access.ts';

export interface CdnParts {
  readonly kernel: Kernel;
  readonly network: Network;
  readonly origins: Origins;
  readonly signedAccess: SignedAccess;
  /** What runs on viewers' events. */
  readonly viewerCode: ViewerCode;
  /** What runs on the origin's. */
  readonly lambdaAtEdge: LambdaAtEdge;
  /** Bodies up to this size are held in memory and kept. */
  readonly largestCopy: number;
}
