/** The door to the reference pipeline: what it needs of a cloud, and its parts that run beside one. */
export { createApi, type ApiOptions } from './api/app.ts';
export { apiOptionsFrom } from './api/environment.ts';
export { USER_HEADER, type Identify } from './api/identity.ts';
export { serveApi, type ApiServer, type ServeOptions } from './api/serve.ts';
export type { Cdn } from './api/views.ts';
export type {
  AlarmSpec,
  BehaviourSpec,
  Blueprint,
  BlueprintContext,
  BucketSpec,
  DistributionSpec,
  EdgeFunctionSpec,
  FunctionSource,
  FunctionSpec,
  KeySpec,
  OriginSpec,
  PipelineEnvironment,
  PolicyDocument,
  QueueSpec,
  RestApiSpec,
  Resources,
  SecretSpec,
  SigningKeySpec,
  StateMachineSpec,
  TableSpec,
  TopicSpec,
  TrailSpec,
} from './blueprints/blueprint.ts';
export { imageApiAsWritten } from './blueprints/image-api/as-written.ts';
export { imageApi } from './blueprints/image-api/repaired.ts';
export { imagePlatformAsWritten } from './blueprints/image-platform/as-written.ts';
export { imagePlatform } from './blueprints/image-platform/repaired.ts';
export { pettrackerAsWritten } from './blueprints/pettracker/as-written.ts';
export { pettracker } from './blueprints/pettracker/repaired.ts';
export { allowService, type Grant } from './blueprints/policies.ts';
export type {
  AskedImages,
  CollectionUse,
  KeptImage,
  Place,
  UploadedFile,
  UploadUse,
  Usage,
  ViewUse,
} from './blueprints/usage.ts';
export { bundleModule, handlerIn, type BundleOptions, type ModulePackage } from './functions/bundle.ts';
export { createImageApi } from './image-api/app.ts';
export type { ImageApiOptions } from './image-api/configuration.ts';
export * from './image-platform/platform-keys.ts';
export { createPlatformDownload, createPlatformUpload, type PlatformUpload } from './image-platform/urls.ts';
export * from './keys.ts';
export { moveFolder, type MovedFile } from './migration/move-folder.ts';
export { analyse, type Analysis } from './processors/analyse.ts';
export {
  startAnalysisWorker,
  type AnalysisWorker,
  type AnalysisWorkerOptions,
  type WorkerReport,
} from './processors/analysis-worker.ts';
export { NO_CLASSIFIER, type Classification, type Classifier } from './processors/classifier.ts';
export { eventsOfBody, MalformedEventError, type ObjectEvent } from './processors/event-records.ts';
export { hashDistance } from './processors/perceptual-hash.ts';
export { renderImage, type Rendition, type RenditionOptions } from './processors/rendition.ts';
export { UnprocessableImage, type ImageFault } from './processors/source-image.ts';
export { makeThumbnail, THUMBNAIL_SIZE, type ThumbnailOptions } from './processors/thumbnail.ts';
export { openRecords, type ImageRecord, type Records } from './records/records.ts';
export { followTrace, underTrace } from './trace.ts';
