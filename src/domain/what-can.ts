import { type Wanted, widestThatGives } from './access.ts';
import { grantThatGives3 } from './access3.ts';
import type { AccessSubject } from './access-subject.ts';
import type { Action, Grant } from './grant.ts';
import { ReachIndex } from './reach-index.ts';
import type { TokenRow } from './search-row.ts';
import { type AccessTarget, wantedFor } from './access-target.ts';
import { mayAsk, type Through, throughOf } from './who-can.ts';
import { liveGrants } from './token.ts';

/** A right that a token has on one resource, and what gives it. */
export interface Given {
  readonly grant: Grant;
  readonly through: Through;
}

/** What one token may do to one thing; what it may not is absent. */
export interface CanDo {
  readonly subject: AccessSubject;
  readonly read?: Given;
  readonly write?: Given;
}

/**
 * What the token may do to each of these, in their order; those that it cannot use are left out. Each right with the
 * widest grant that gives it, as `whoCan` tells it; 10,000 grants on 10,000 buckets are not compared in pairs.
 */
export function whatCan(row: TokenRow, subjects: readonly AccessSubject[]): CanDo[] {
  const index = new ReachIndex([row]);
  const given = (action: Action, target: AccessTarget): Given | undefined => {
    const [reached] = mayAsk(row, target) ? index.find(wantedFor(action, target)) : [];
    return reached && { grant: reached.grant, through: throughOf(row, reached.grant, target) };
  };
  return subjects.flatMap((subject) => {
    const [read, write] = [given('read', subject.target), given('write', subject.target)];
    return read || write ? [{ subject, ...(read && { read }), ...(write && { write }) }] : [];
  });
}

/** The right of a token to do `action` to a target, with the widest grant that gives it; undefined when it has none. */
export function givenFor(row: TokenRow, action: Action, target: AccessTarget): Given | undefined {
  const grant = mayAsk(row, target) ? giving(row, wantedFor(action, target)) : undefined;
  return grant && { grant, through: throughOf(row, grant, target) };
}

function giving({ token }: TokenRow, wanted: Wanted): Grant | undefined {
  const grants = liveGrants(token);
  return token.exactFirst ? grantThatGives3(grants, wanted) : widestThatGives(grants, wanted);
}
