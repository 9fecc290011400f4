/** What the blueprints are called, for those who need not load them. */
export const BLUEPRINT_NAMES = [
  'pettracker',
  'pettracker/as-written',
  'image-platform',
  'image-platform/as-written',
  'image-api',
  'image-api/as-written',
] as const;
