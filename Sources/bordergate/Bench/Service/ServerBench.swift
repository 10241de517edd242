import Foundation
import GateDomain
import GatePipeline
import GateServer
import GateStore

/// Status queries over many movements beside the library's empty handler, event streams, and what the gate's commits feel of both.
enum ServerBench {
    private struct Line: Encodable {
        var what: String
        var perSecond: Double?
        var p50Milliseconds: Double?
        var p99Milliseconds: Double?
        var failures: Int?
        var residentMegabytes: Double?
        var note: String?
    }

    /// Nothing but the transport: request in, task, answer out.
    private struct EmptyResponder: Responder {
        func respond(to request: HTTPRequest) async -> HTTPResponse { .json("{}") }
        func refuse(_ request: HTTPRequest, _ problem: Problem) -> HTTPResponse {
            problem.response(requestID: request.id)
        }
        func finished(_ request: HTTPRequest, _ response: HTTPResponse, seconds: Double) {}
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let movements = try arguments.number("--movements", default: 1_000_000, in: 100...10_000_000)
        let connections = try arguments.number("--connections", default: 100, in: 1...1000)
        let streams = try arguments.number("--streams", default: 1000, in: 0...2400)
        let seconds = Double(try arguments.number("--seconds", default: 10, in: 1...600))
        let folder = NSTemporaryDirectory() + "bordergate-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/bench.sqlite"
        let store = try SQLiteStore(path: path)
        let stores = try ServiceStore(path: path)
        let secrets = Secrets.random()
        let key = try await fill(stores, secrets, movements)

        let address = try ListenAddress("127.0.0.1:0")
        let empty = LiveServer(options: .init(address: address), responder: EmptyResponder())
        try empty.start()
        let emptyRequest = Array("GET / HTTP/1.1\r\nHost: bench\r\n\r\n".utf8)
        let service = try StatusService(
            stores: stores, door: StoreDeclarationDoor(store: store), reader: ManifestMessageReader(), secrets: secrets,
            options: ServiceOptions(server: .init(address: address)))
        try await service.start()
        let query: @Sendable (Int, Int) -> [UInt8] = { connection, number in
            let index = (connection &* 7919 &+ number &* 104_729) % movements
            let target = number % 2 == 0 ? "/v1/movements/VN-\(index)" : "/v1/movements?plate=\(plate(index))"
            return Array("GET \(target) HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(key)\r\n\r\n".utf8)
        }
        let before = ProcessUsage.residentMegabytes
        // Turn by turn: other work on the machine concerns both.
        var rounds: [(empty: LoadClient.Result, query: LoadClient.Result)] = []
        for _ in 0..<2 {
            let plain = await LoadClient.run(port: empty.port, connections: connections, seconds: seconds / 2) { _, _ in
                emptyRequest
            }
            let asked = await LoadClient.run(
                port: service.port, connections: connections, seconds: seconds / 2, request: query)
            rounds.append((plain, asked))
        }
        try report("empty handler", rounds.map(\.empty), seconds)
        try report("status queries, \(movements) movements", rounds.map(\.query), seconds)
        let idle = try await commits(store, "alone")
        let listening = Streams(port: service.port, key: key, count: streams)
        let connected = await listening.wait(seconds: 30)
        let held = ProcessUsage.residentMegabytes
        async let load = LoadClient.run(
            port: service.port, connections: connections, seconds: seconds, request: query)
        try await Task.sleep(for: .seconds(1))
        let busy = try await commits(store, "loaded")
        try report("status queries beside \(connected) event streams", [await load], seconds)
        try line(
            Line(
                what: "\(streams) event streams", residentMegabytes: held,
                note:
                    "\(connected) live; \(Int(saturating: (held ?? 0) - (before ?? 0))) MB more than before the queries"
            ))
        try await event(store, listening)
        try line(commitLine("verdict commits, nobody asks", idle))
        try line(commitLine("verdict commits, streams and queries beside them", busy))
        listening.close()
        await service.stop()
        await empty.stop()
        return .done
    }

    private static func plate(_ index: Int) -> String {
        "\(10 + index % 89)C\(String(100_000 + index / 89).dropFirst())"
    }

    /// A firm whose movements all of them are; returns its key.
    private static func fill(_ stores: ServiceStore, _ secrets: Secrets, _ count: Int) async throws -> String {
        let text = APIKeyText()
        let key = APIKey(
            id: text.id, firm: "bench", hash: text.hash(secrets), scopes: Set(Scope.allCases), created: 1)
        try await stores.save(Firm(id: "bench", name: "Bench"), by: "bench")
        try await stores.add(key, by: "bench")
        let now = Instant(microseconds: 1_790_000_000_000_000)
        for start in stride(from: 0, to: count, by: 5000) {
            Terminal.progress(done: start, of: count, "movements")
            var batch = ProjectionBatch(position: 0)
            for index in start..<min(count, start + 5000) {
                var declaration = Declaration(reference: "VN-\(index)")
                declaration.vehicle.tractorPlate = Plate(plate(index))
                declaration.containers = [.init(number: "CSQU\(3_000_000 + index % 6_000_000)")]
                declaration.parties.declarant = "Bench"
                batch.movements.append(StatusService.rendered(declaration, secrets: secrets, now: now))
            }
            _ = try await stores.apply(batch)
        }
        Terminal.clearProgress()
        return text.text
    }

    /// Milliseconds of two hundred commits of a verdict, one every 20 ms, as the lanes do it.
    private static func commits(_ store: SQLiteStore, _ name: String) async throws -> [Double] {
        var times: [Double] = []
        for number in 0..<200 {
            let place = LanePlace(gate: "bench", lane: name)
            let time = Instant(microseconds: Int64(number) * 1_000_000)
            let passage = Passage(
                id: "bench/\(name)/\(number)", place: place, direction: .entry, arrived: time, decided: time,
                sightings: [],
                darkCameras: [], unseenRoles: [])
            let verdict = Verdict(
                id: passage.id, place: place, direction: .entry, arrived: time, decided: time, tractorPlate: "29C58214",
                trailerPlate: nil, containers: [], declaration: nil, discrepancies: [], channel: .green,
                channelReason: .none,
                opensCase: false)
            let start = ContinuousClock.now
            _ = try await store.commit(verdict, of: passage)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            try await Task.sleep(for: .milliseconds(20))
        }
        return times
    }

    /// How long an event takes from its commit to the last of the streams.
    private static func event(_ store: SQLiteStore, _ listening: Streams) async throws {
        var declaration = Declaration(reference: "VN-EVENT")
        declaration.vehicle.tractorPlate = Plate("29C58214")
        declaration.parties.declarant = "Bench"
        let start = ContinuousClock.now
        _ = try await store.ingest(declaration)
        let arrived = await listening.events(seconds: 10).sorted()
        let times = arrived.map { ($0 - start) / .milliseconds(1) }
        try line(
            Line(
                what: "one event to \(listening.count) streams", p50Milliseconds: quantile(times, 0.5),
                p99Milliseconds: quantile(times, 0.99), failures: listening.count - times.count))
    }

    private static func report(_ what: String, _ results: [LoadClient.Result], _ seconds: Double) throws {
        let times = results.flatMap(\.milliseconds).sorted()
        try line(
            Line(
                what: what, perSecond: Double(times.count) / seconds, p50Milliseconds: quantile(times, 0.5),
                p99Milliseconds: quantile(times, 0.99), failures: results.map(\.failures).reduce(0, +),
                residentMegabytes: ProcessUsage.residentMegabytes))
    }

    private static func commitLine(_ what: String, _ times: [Double]) -> Line {
        let sorted = times.sorted()
        return Line(what: what, p50Milliseconds: quantile(sorted, 0.5), p99Milliseconds: quantile(sorted, 0.99))
    }

    private static func quantile(_ sorted: [Double], _ share: Double) -> Double? {
        sorted.isEmpty
            ? nil : (sorted[min(sorted.count - 1, Int(saturating: Double(sorted.count) * share))] * 100).rounded() / 100
    }

    private static func line(_ line: Line) throws { Terminal.line(try JSONLine.encode(line)) }
}
