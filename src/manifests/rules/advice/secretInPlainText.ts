import { listAt, textAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';

/** Passwords belong into Secrets (https://kubernetes.io/docs/concepts/configuration/secret/): who may read a Pod need not know them. */
export const secretInPlainText: AdviceRule = {
  id: 'advice/secret-in-plain-text',
  severity: 'info',
  check(_, { pods }) {
    return (pods?.containers ?? []).flatMap(({ value, path }) =>
      listAt(value, ['env']).flatMap((variable, index): Remark[] => {
        const name = textAt(variable, ['name']) ?? '';
        const text = textAt(variable, ['value']) ?? '';
        if (!secretNames.test(name) || name.length > 200 || noSecret.test(text)) return [];
        const message = `${name} stands here for everybody who can read this file or the Pod. Put it into a Secret and name it with valueFrom.secretKeyRef.`;
        return [{ path: [...path, 'env', index, 'value'], part: 'value', message }];
      }),
    );
  },
};

const secretNames =
  /(?:^|[_.-])(?:PASSWORD|PASSWD|PASSPHRASE|PASS|SECRET|SECRET_?KEY|ACCESS_?KEY|API_?KEY|PRIVATE_?KEY|TOKEN)$/i;
/** Nothing, a switch, a path or an address, or what is filled in elsewhere. */
const noSecret = /^(?:|true|false|yes|no|\d|\/.*|https?:.*|.*[$<>{}].*)$/is;
