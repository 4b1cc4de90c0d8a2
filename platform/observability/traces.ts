import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api';
import { singleSpaced } from '../text.ts';
import type { RequestRecord, RequestTrace, ServiceRequest, Statement } from './request-record.ts';
import { version } from './version.ts';

/** Reads a header of a request by its name. */
export type ReadHeader = (name: string) => string | null | undefined;

/** How long an export may take, and the last one of a process, when the collector does not respond. */
const timeoutMs = 3_000;
const maxTextLength = 4_000;

/** A request's part of a trace, in this process. */
class TracedRequest implements RequestTrace {
  readonly context: Context;

  constructor(
    readonly tracer: Tracer,
    readonly propagator: TextMapPropagator,
    readonly span: Span,
    parent: Context,
  ) {
    this.context = trace.setSpan(parent, span);
  }

  get traceId(): string {
    return this.span.spanContext().traceId;
  }

  enter(request: ServiceRequest): ReturnType<RequestTrace['enter']> {
    const { service, startedAt } = request;
    const span = this.tracer.startSpan(
      `request ${service}`,
      { kind: SpanKind.CLIENT, startTime: at(startedAt), attributes: { 'maillage.service': service } },
      this.context,
    );
    const headers: Record<string, string> = {};
    this.propagator.inject(trace.setSpan(this.context, span), headers, {
      set: (carrier: Record<string, string>, key, value) => (carrier[key] = value),
    });
    return {
      headers,
      leave() {
        setCode(span, request.code);
        span.end(at(request.endedAt!));
      },
    };
  }

  /** The spans of statements are created when the request ends, from its record. */
  end(record: RequestRecord): void {
    const { span } = this;
    if (!span.isRecording()) return;
    for (const statement of record.statements) this.#addStatement(statement, record.endedAt);
    span.updateName(record.operation === undefined ? record.kind : `${record.kind} ${record.operation}`);
    span.setAttributes({
      'graphql.operation.type': record.kind,
      ...(record.operation !== undefined && { 'graphql.operation.name': record.operation }),
      'maillage.request_id': record.requestId,
    });
    setCode(span, record.code);
    span.end(at(record.endedAt));
  }

  #addStatement({ service, text, startedAt, endedAt, rows }: Statement, requestEndedAt: number): void {
    const query = singleSpaced(text);
    const verb = query.split(' ', 1)[0]!;
    const attributes = {
      'db.system.name': 'postgresql',
      'db.namespace': service,
      'db.query.text': query.slice(0, maxTextLength),
    };
    const span = this.tracer.startSpan(
      `${verb} ${service}`,
      { kind: SpanKind.CLIENT, startTime: at(startedAt), attributes },
      this.context,
    );
    if (rows === undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    else span.setAttribute('db.response.returned_rows', rows);
    span.end(at(endedAt ?? requestEndedAt));
  }
}

/** A time of `performance.now()` for the SDK, whose own clocks differ slightly from span to span. */
const at = (time: number): number => performance.timeOrigin + time;

function setCode(span: Span, code: string): void {
  if (code === 'OK') return;
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Exports spans to a collector over OTLP: one for each request, request to a service, and statement. */
export interface Traces {
  /** Begins the span of a request, in the trace that its headers name. */
  begin(record: RequestRecord, header: ReadHeader): TracedRequest;
  /** Exports what is pending, and closes. */
  close(): Promise<void>;
}

/**
 * Opens the export of traces. The SDK is loaded only here: without traces it costs nothing.
 * @param endpoint the collector's URL, to which the path of traces is appended
 * @param part the process: `hub`, `gateway`, or the service's name
 */
export async function openTraces(
  endpoint: string,
  part: string,
  logger: { warn(details: object, message: string): void },
): Promise<Traces> {
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }, core] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/core'),
    ]);
  const warn = (reason: string): void => logger.warn({ reason }, 'Traces are not sent');
  const quiet = (): void => undefined;
  diag.setLogger(
    { error: warn, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `maillage-${part}`, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: timeoutMs }))],
  });
  const tracer = provider.getTracer('maillage', version);
  const propagator = new core.W3CTraceContextPropagator();
  return {
    begin(record, header) {
      const parent = propagator.extract(ROOT_CONTEXT, header, {
        keys: () => propagator.fields(),
        get: (read: ReadHeader, name) => read(name) ?? undefined,
      });
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER, startTime: at(record.startedAt) }, parent);
      return new TracedRequest(tracer, propagator, span, parent);
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
      await Promise.race([provider.shutdown().catch((error: Error) => warn(error.message)), late]);
      clearTimeout(timer);
    },
  };
}
