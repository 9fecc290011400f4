/**
 * The tables, as statements that may be run at any time by any number of processes: each does nothing when it has
 * been done, and all run under one lock, because even `create table if not exists` fails when two run it at once.
 */

/** Any number that no other program of the same database takes its advisory locks with. */
const LOCK = 7_221_975;

export const SCHEMA = `
select pg_advisory_xact_lock(${LOCK});

create table if not exists images (
  bucket          text not null,
  key             text not null,
  version         text not null,
  etag            text not null,
  bytes           bigint not null,
  format          text not null,
  width           integer not null,
  height          integer not null,
  dominant_colour text not null,
  perceptual_hash text not null,
  sharpness       double precision not null,
  breed           text,
  confidence      double precision not null,
  model           text not null,
  modified_at     timestamptz not null,
  analysed_at     timestamptz not null,
  primary key (bucket, key, version)
);

create table if not exists thumbnails (
  bucket        text not null,
  key           text not null,
  thumbnail_key text not null,
  source_etag   text not null,
  made_at       timestamptz not null,
  primary key (bucket, key)
);
`;
