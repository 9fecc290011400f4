import type { PipelineConfig } from './pipeline-config.ts';

/** PetTracker as a configuration would describe it: what scenarios judge where nobody names a pipeline of their own. */
export const PETTRACKER_PIPELINE: PipelineConfig = {
  name: 'pettracker',
  blueprint: 'pettracker',
  uploads: {
    bucket: 'pettracker-images-prod',
    key: 'uploads/{user}/{yyyy}/{mm}/{dd}/{name}.{extension}',
    contentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'],
    origins: ['https://pettracker.com', 'http://localhost:3000'],
    encryption: 'AES256',
    versioned: true,
  },
  renditions: {
    thumbnail: {
      key: 'thumbnails/{user}/{yyyy}/{mm}/{dd}/{name}-thumb.jpg',
      width: 300,
      height: 300,
      format: 'jpeg',
      cacheControl: 'public, max-age=86400',
    },
  },
  deadLetters: { queue: 'pettracker-thumbnail-dlq', within: '20m' },
  delivery: {
    distribution: 'pettracker',
    path: '/thumbnails/{user}/{yyyy}/{mm}/{dd}/{name}-thumb.jpg',
  },
};
