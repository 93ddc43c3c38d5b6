import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../generated/objects.ts';

/** Fills in what the API server does for a claim, also where it is a template. */
export function defaultClaim(claim: PersistentVolumeClaim): void {
  claim.metadata ??= {};
  claim.spec ??= {};
  defaultClaimSpec(claim.spec);
  claim.status ??= {};
  claim.status.phase ||= 'Pending';
}

/** The defaults of what a claim asks for. */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpec): void {
  spec.volumeMode ??= 'Filesystem';
  spec.resources ??= {};
}
