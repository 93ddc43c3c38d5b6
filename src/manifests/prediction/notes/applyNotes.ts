import type { AppliedManifest } from '../applying.ts';
import type { Evidence } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';

/** Says where the API server refuses a manifest, and what had to be there before it. */
export function applyNotes({ madeNamespaces }: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const { namespace, outcome, refusal, refusedFields = [], info, name } = manifest;
  const remarks: TrialRemark[] = [];
  // One that the manifest does not name is kubectl's own, which is there.
  if (madeNamespaces.has(namespace) && manifest.document.namespace === namespace) {
    remarks.push({
      path: ['metadata', 'namespace'],
      severity: 'warning',
      code: 'namespace',
      title: 'this Namespace was made for the trial',
      detail: `No manifest describes the Namespace ${namespace}, so kubectl apply would be refused where it is missing: namespaces "${namespace}" not found. Write one, or run kubectl create namespace ${namespace} before.`,
    });
  }
  if (outcome === 'refused') {
    const message = refusal?.message ?? 'no reason was given';
    const detail = `The API server does not take this manifest, so nothing of it was tried: ${message}`;
    const fields = refusedFields.length > 0 ? refusedFields : [{ path: ['kind'], message: shortened(message) }];
    for (const field of fields) {
      remarks.push({
        path: field.path,
        severity: 'error',
        code: 'refused',
        title: `refused: ${field.message}`,
        detail,
      });
    }
  }
  if (outcome === 'changed') {
    const detail = `The ${info.kind} ${name} was there already, from another manifest or from the cluster itself; this manifest changes it.`;
    remarks.push({
      path: ['metadata', 'name'],
      severity: 'warning',
      code: 'same-name',
      title: 'changes what is there already',
      detail,
    });
  }
  return remarks;
}

/** Without the object's name, which stands beside it. */
function shortened(message: string): string {
  return message.replace(/^\S+ "[^"]*" is (invalid|forbidden): /, '');
}
