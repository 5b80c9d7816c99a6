import type { ActsAs, AttributesOf, Latitude, NodeId } from '#model';
import type { Located } from '../../resolve/resolver.ts';
import type { ModelReference } from '../models/models.ts';
import type { LocatedCall } from '../recognition/recognition.ts';

type ToolAttributes = AttributesOf<'tool'>;
type Effect = NonNullable<ToolAttributes['effects']>[number];

/** One store that the body touches, and where. */
interface Touch {
  readonly store: NodeId;
  readonly edge: 'can-read' | 'can-write' | 'retrieves-from';
  readonly actions: readonly string[];
  /** Left out: as whoever runs the tool. */
  readonly actsAs?: ActsAs;
  /** Variables of which the store's name is the default. */
  readonly unlessSet?: readonly string[];
  /** File of the program that may set one of them. */
  readonly setBy?: string | undefined;
  readonly at: LocatedCall;
}

/** What a tool's body does, with every function of the target that it calls. */
export interface BodyReach {
  latitude: Latitude;
  /** Something that decides the latitude was not resolved: the true one may be higher. */
  latitudeOpen: boolean;
  /** The code that the model chooses runs apart from the process. */
  inSandbox: boolean;
  readonly effects: Set<Effect>;
  /** Hosts that are written down, with the call that names them first. */
  readonly hosts: Map<string, LocatedCall>;
  /** The model chooses where the call goes. */
  anyHost: LocatedCall | null;
  /** Something is sent and where to was not resolved. */
  egressOpen: boolean;
  /** What strangers write comes in: by what kind of content, through which call. */
  readonly untrusted: Map<string, LocatedCall>;
  readonly touches: Touch[];
  /** False as soon as one store or call was not followed: more may be touched. */
  sinksResolved: boolean;
  /** In words for the gap. */
  readonly notFollowed: Set<string>;
  /** Variables that the body reads, with the first place. */
  readonly environment: Map<string, Located>;
  readonly models: ModelReference[];
}

const LATITUDE_ORDER: readonly Latitude[] = ['fixed', 'parameterised', 'query', 'arbitrary'];
/** Never lowered: a body is as free as its freest call. */
export function raise(reach: BodyReach, latitude: Latitude): void {
  if (LATITUDE_ORDER.indexOf(latitude) > LATITUDE_ORDER.indexOf(reach.latitude)) reach.latitude = latitude;
}

/** Of a body that nothing is known of yet but what the model gives it. */
export function emptyReach(given: readonly string[]): BodyReach {
  return {
    latitude: given.length === 0 ? 'fixed' : 'parameterised',
    latitudeOpen: false,
    inSandbox: false,
    effects: new Set(),
    hosts: new Map(),
    anyHost: null,
    egressOpen: false,
    untrusted: new Map(),
    touches: [],
    sinksResolved: true,
    notFollowed: new Set(),
    environment: new Map(),
    models: [],
  };
}
