import type { PodSecurityContext, SecurityContext } from '../../api/generated/objects.ts';
import { code } from '../markdown.ts';
import { listing } from '../words/listing.ts';
import { hoveredContainer, hoveredPod } from './ofPod.ts';
import type { HoverSubject } from './subject.ts';

/** What a container may do in the end: its own security context over that of the Pod. */
export const security: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (field.name !== 'securityContext') return undefined;
  const pod = hoveredPod(context);
  if (!pod) return undefined;
  const ofPod = pod.spec.securityContext ?? {};
  if (ownerType === 'PodSpec') {
    const group = ofPod.fsGroup === undefined ? '' : ` Files of volumes belong to the group ${ofPod.fsGroup}.`;
    return `For all containers, unless one says otherwise: ${userText(ofPod, {})}.${group}`;
  }
  const own = ownerType === 'Container' ? (hoveredContainer(context)?.container.securityContext ?? {}) : undefined;
  if (!own) return undefined;
  return `With what the Pod says: ${listing([userText(ofPod, own), ...rightsText(own)])}.`;
};

function userText(ofPod: PodSecurityContext, own: SecurityContext): string {
  const user = own.runAsUser ?? ofPod.runAsUser;
  const group = own.runAsGroup ?? ofPod.runAsGroup;
  const notRoot = own.runAsNonRoot ?? ofPod.runAsNonRoot;
  const who =
    user === undefined ? 'runs as the user of the image' : user === 0 ? 'runs as **root**' : `runs as user ${user}`;
  const groupText = group === undefined ? '' : `, group ${group}`;
  if (!notRoot) return `${who}${groupText}`;
  if (user === 0) return '**cannot start**: `runAsNonRoot` forbids the user 0';
  return `${who}${groupText}${user === undefined ? ', which must not be root' : ''}`;
}

function rightsText({
  privileged,
  capabilities,
  readOnlyRootFilesystem,
  allowPrivilegeEscalation,
}: SecurityContext): string[] {
  const words: string[] = [];
  if (privileged) words.push('may do **all that root of the Node may**');
  if (readOnlyRootFilesystem) words.push('writes only into volumes');
  if (allowPrivilegeEscalation === false) words.push('its programs never get more rights than it has (no setuid)');
  const drop = capabilities?.drop ?? [];
  const add = capabilities?.add ?? [];
  if (drop.length > 0) words.push(`without the capabilities ${listing(drop.map((name) => code(name)))}`);
  if (add.length > 0) words.push(`with the capabilities ${listing(add.map((name) => code(name)))}`);
  return words;
}
