import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import type { PodSpec, WindowsSecurityContextOptions } from '../generated/objects.ts';
import { byteLength, dnsSubdomain } from '../names.ts';
import { everyContainer } from './everyContainer.ts';
import { nameErrors } from './nameErrors.ts';

const maxSpecBytes = 64 * 1024;
const maxDomainLength = 256;
const maxUserLength = 104;

/** What is wrong with the options of a Windows container. */
export function validateWindowsOptions(options: WindowsSecurityContextOptions, at: FieldPath): FieldError[] {
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  const errors = name === undefined ? [] : nameErrors(name, dnsSubdomain, [...at, 'gmsaCredentialSpecName']);
  if (spec !== undefined) {
    const path = [...at, 'gmsaCredentialSpec'];
    if (spec === '') errors.push(invalidValue(path, spec, 'gmsaCredentialSpec cannot be an empty string'));
    else if (byteLength(spec) > maxSpecBytes)
      errors.push(invalidValue(path, spec, 'gmsaCredentialSpec size must be under 64 KiB'));
  }
  if (user === undefined) return errors;
  return [...errors, ...userNameTexts(user).map((text) => invalidValue([...at, 'runAsUserName'], user, text))];
}

const netBiosDomain = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const dnsDomain = new RegExp(`^${dnsLabel}(?:\\.${dnsLabel})*$`);

/** Why it is no `USER` or `DOMAIN\USER`. */
function userNameTexts(text: string): string[] {
  if (text === '') return ['runAsUserName cannot be an empty string'];
  if (/\p{Cc}/u.test(text)) return ['runAsUserName cannot contain control characters'];
  const parts = text.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? parts[0] : undefined;
  const texts: string[] = [];
  if (domain !== undefined) {
    if (byteLength(domain) >= maxDomainLength)
      texts.push(`runAsUserName's Domain length must be under ${maxDomainLength} characters`);
    if (!netBiosDomain.test(domain) && !dnsDomain.test(domain))
      texts.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') texts.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > maxUserLength)
    texts.push(`runAsUserName's User length must not be longer than ${maxUserLength} characters`);
  if (/^[. ]+$/.test(user)) texts.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    texts.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  return texts;
}

/** What is wrong with containers that run as processes of a Windows host: all of them or none, with its network. */
export function validateHostProcess(spec: PodSpec, at: FieldPath): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const containers = everyContainer(spec, at);
  const errors: FieldError[] = [];
  let count = 0;
  for (const { container, at: path } of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const why = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalidValue([...path, 'securityContext', 'windowsOptions', 'hostProcess'], own, why));
    }
    if (own ?? ofPod) count += 1;
  }
  if (count === 0) return errors;
  if (count !== containers.length) {
    const why = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalidValue(at, '', why));
  }
  if (!spec.hostNetwork) {
    const why = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalidValue([...at, 'hostNetwork'], false, why));
  }
  return errors;
}
