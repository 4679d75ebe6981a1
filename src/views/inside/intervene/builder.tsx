/** Writing an intervention: what is selected is filled in, and what it is about is told before it is added. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import type { ModelOutline } from '../../../protocol/inside-model';
import { type Intervention, MATRICES, type MatrixName } from '../../../protocol/intervene-requests';
import { outline, selection } from '../store';
import { useAnswer } from '../use-answer';
import { headName } from '../words';
import {
  change,
  type Draft,
  draft,
  interventionOf,
  OF_HEADS,
  OF_TOKENS,
  prefill,
  settled,
} from './draft';
import { add } from './plan';

const KINDS: readonly (readonly [Intervention['kind'], string])[] = [
  ['ablate', 'Ablate a head'],
  ['attend', 'Choose what a head reads'],
  ['slot', 'Set a slot of the stream'],
  ['weight', 'Change a weight'],
  ['token', 'Force the next token'],
];

/** `position`: the token at which something is to be changed. */
export function Builder({ position }: { position: number }) {
  const model = outline.value;
  const { layer, head, neuron, slot } = selection.value ?? {};
  useEffect(() => {
    prefill({ position, layer, head, neuron, slot });
  }, [layer, head, neuron, slot]);
  const now = model ? settled(draft.value, model) : draft.value;
  const intervention = model && interventionOf(now, model);
  const { answer, asks, failure } = useAnswer(
    'stepformer.intervention',
    intervention && { position, intervention },
  );
  if (!model) return null;
  const isTold = JSON.stringify(asks?.intervention) === JSON.stringify(intervention);
  const told = intervention && isTold ? answer : undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    if (intervention && told) add(position, intervention);
  };
  return (
    <form class="builder" onSubmit={submit} aria-label="Add an intervention">
      <Choice
        label="What"
        value={now.kind}
        onChange={(kind) => change({ kind: kind as Draft['kind'] })}
      >
        {KINDS.map(([kind, title]) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </Choice>
      <Fields now={now} model={model} />
      <Choice
        label="When"
        value={now.lasting ? 'lasting' : 'once'}
        onChange={(when) => change({ lasting: when === 'lasting' })}
      >
        <option value="once">at this token only</option>
        <option value="lasting">from this token on</option>
      </Choice>
      <button type="submit" class="secondary" disabled={!told}>
        Add
      </button>
      <p class="told" role="status">
        {intervention === undefined && 'Fill in what is missing.'}
        {intervention && failure && <span class="wrong">{failure}</span>}
        {told && !failure && (
          <>
            <strong>{told.text}</strong>: it {told.now}
            {told.changesNothing && ', so that this changes nothing'}.
          </>
        )}
      </p>
    </form>
  );
}

function Fields({ now, model }: { now: Draft; model: ModelOutline }) {
  switch (now.kind) {
    case 'ablate':
      return <HeadChoice now={now} model={model} />;
    case 'attend':
      return (
        <>
          <HeadChoice now={now} model={model} />
          <Text label="Reads token" name="to" value={now.to} placeholder="position" />
        </>
      );
    case 'slot':
      return <SlotFields now={now} model={model} />;
    case 'token':
      return <Text label="Token" name="token" value={now.token} placeholder="i32.add" />;
    case 'weight':
      return <WeightFields now={now} model={model} />;
  }
}

function HeadChoice({ now, model }: { now: Draft; model: ModelOutline }) {
  return (
    <Choice
      label="Head"
      value={`${now.layer}/${now.head}`}
      onChange={(chosen) => {
        const [layer, head] = chosen.split('/').map(Number);
        change({ layer, head });
      }}
    >
      {model.layers.flatMap(({ heads }, layer) =>
        heads.map(({ name }, head) => (
          <option key={`${layer}/${head}`} value={`${layer}/${head}`}>
            {headName(layer, head)} {name}
          </option>
        )),
      )}
    </Choice>
  );
}

function SlotFields({ now, model }: { now: Draft; model: ModelOutline }) {
  const last = model.layers.length;
  const isEnd = now.layer >= last;
  const names = model.layers[Math.min(now.layer, last - 1)].slots;
  const moment = isEnd ? names[2] : names[now.attended ? 1 : 0];
  return (
    <>
      <Choice
        label="Where"
        value={isEnd ? `${last}/0` : `${now.layer}/${now.attended ? 1 : 0}`}
        onChange={(chosen) => {
          const [layer, attended] = chosen.split('/').map(Number);
          change({ layer, attended: attended === 1, head: 0 });
        }}
      >
        {model.layers.flatMap((_, layer) => [
          <option key={`${layer}/0`} value={`${layer}/0`}>
            when layer {layer} begins
          </option>,
          <option key={`${layer}/1`} value={`${layer}/1`}>
            after the attention of layer {layer}
          </option>,
        ])}
        <option value={`${last}/0`}>at the end</option>
      </Choice>
      <Choice
        label="Slot"
        value={String(now.slot)}
        onChange={(slot) => change({ slot: Number(slot) })}
      >
        {moment.map((name, slot) => (
          <option key={slot} value={String(slot)}>
            {slot} {name || '(free)'}
          </option>
        ))}
      </Choice>
      <Text label="Value" name="value" value={now.value} placeholder="0" />
    </>
  );
}

function WeightFields({ now, model }: { now: Draft; model: ModelOutline }) {
  const ofHead = OF_HEADS.includes(now.matrix);
  const ofToken = OF_TOKENS.includes(now.matrix);
  const { neurons } = model.layers[Math.min(now.layer, model.layers.length - 1)];
  const slots = numbered(model.dModel);
  const dimensions = numbered(2);
  const width = numbered(neurons.length, (n) => `${n} ${neurons[n]}`);
  const into = now.matrix === 'output' || now.matrix === 'neuron output';
  return (
    <>
      <Choice
        label="Matrix"
        value={now.matrix}
        onChange={(matrix) => change({ matrix: matrix as MatrixName, row: 0, column: 0 })}
      >
        {MATRICES.map((matrix) => (
          <option key={matrix} value={matrix}>
            {matrix}
          </option>
        ))}
      </Choice>
      {ofHead && <HeadChoice now={now} model={model} />}
      {!ofHead && !ofToken && (
        <Choice
          label="Layer"
          value={String(now.layer)}
          onChange={(layer) => change({ layer: Number(layer), row: 0, column: 0 })}
        >
          {options(numbered(model.layers.length))}
        </Choice>
      )}
      {ofToken ? (
        <Text label="Token" name="token" value={now.token} placeholder="i32.add" />
      ) : (
        <Choice
          label={into ? 'Slot' : ofHead ? 'Dimension' : 'Neuron'}
          value={String(now.row)}
          onChange={(row) => change({ row: Number(row) })}
        >
          {options(into ? slots : ofHead ? dimensions : width)}
        </Choice>
      )}
      <Choice
        label={into ? (ofHead ? 'Dimension' : 'Neuron') : 'Slot'}
        value={String(now.column)}
        onChange={(column) => change({ column: Number(column) })}
      >
        {options(into ? (ofHead ? dimensions : width) : slots)}
      </Choice>
      <Text label="Value" name="value" value={now.value} placeholder="0" />
    </>
  );
}

const numbered = (count: number, title = String as (n: number) => string) =>
  Array.from({ length: count }, (_, n) => title(n));

const options = (titles: readonly string[]) =>
  titles.map((title, n) => (
    <option key={title} value={String(n)}>
      {title}
    </option>
  ));

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ComponentChildren;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly name: 'to' | 'token' | 'value';
  readonly value: string;
  readonly placeholder: string;
}

function Text({ label, name, value, placeholder }: TextProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        spellcheck={false}
        size={name === 'token' ? 14 : 8}
        value={value}
        placeholder={placeholder}
        onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </div>
  );
}
