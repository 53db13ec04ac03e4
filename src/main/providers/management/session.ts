import { Failure } from '#contract/failure';
import type { Answer, ReadTransport } from '#main/providers/http/http';
import type { Timers } from '#main/providers/http/limits';
import type { Base, Path } from '#main/providers/http/path';
import type { WantedList } from '#main/providers/http/list-cutter';
import { ServerClock } from '#main/providers/server-clock';
import type { Secret } from '#main/secret';
import { findPlace, type Place } from './place.ts';
import { refusal, type Asked, type Seems } from './refusal.ts';

/** A database token, of any version of its form. */
const DATABASE_TOKEN = /^apiv\d+_/;

interface Question {
  path: (place: Place) => Path;
  asked: Asked;
  list?: WantedList;
}

/** One connection to the management API of one cluster, and what was learnt on it so far. */
export class Session {
  #place: Place | undefined;
  readonly #clock: ServerClock;

  constructor(
    readonly reading: ReadTransport,
    readonly base: Base,
    readonly timers: Timers,
    readonly credential: () => Promise<Secret | undefined>,
  ) {
    this.#clock = new ServerClock(timers);
  }

  /** For a new connect: where the API was just found. */
  begin(place: Place): void {
    this.#place = place;
  }

  /** By the server's clock, in ms since 1970: what ends there ends by that one. */
  now(): number {
    return this.#clock.now();
  }

  async place(signal: AbortSignal): Promise<Place> {
    this.#place ??= await findPlace(this.reading, this.base, signal);
    if (this.#place) return this.#place;
    throw new Failure({ kind: 'wrong-product', product: '' });
  }

  /** Asks for something; the Failure of a refusal says what it takes. */
  async ask({ path, asked, list }: Question, signal: AbortSignal): Promise<Answer> {
    const place = await this.place(signal);
    const answer = await this.reading.send({
      method: 'GET',
      path: path(place),
      scheme: 'Bearer',
      signal,
      ...(list && { list }),
    });
    this.#clock.learn(answer);
    if (answer.status >= 300) throw await this.refusal(answer, asked);
    return answer;
  }

  /** What a refusal means, with what the own token looks like. */
  async refusal(answer: Answer, asked: Asked): Promise<Failure> {
    return refusal(answer, asked, await this.#seems());
  }

  async #seems(): Promise<Seems> {
    const secret = await this.credential();
    if (secret?.isLike(DATABASE_TOKEN)) return 'database';
    const endsAt = secret?.endsAt();
    return endsAt !== undefined && endsAt <= this.now() ? 'over' : undefined;
  }
}
