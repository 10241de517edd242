import Foundation
import GateDomain
import GateManifests
import GatePipeline
import GateServer
import GateStore

/// The status service of this process, over the database that its gate writes.
final class GateService: Sendable {
    private let service: StatusService
    private let address: String

    /// - Parameters:
    ///   - health: of the lanes, for `/metrics` and the desk; nil where no lanes run.
    ///   - tell: hands declarations to the lanes.
    /// - Throws: `ServerError`, `StoreError`.
    init(
        _ options: ServiceOptions, database: String, store: any DeclarationStore, zones: SenderZones = SenderZones(),
        health: (@Sendable () async -> GateHealth)? = nil,
        tell: @escaping @Sendable (Declaration) async -> Void = { _ in }
    ) throws {
        let stores = try ServiceStore(path: database)
        try FirstStart.makeAdministrator(stores)
        let isLogged = ProcessInfo.processInfo.environment["BORDERGATE_ACCESS_LOG"] != nil
        service = try StatusService(
            stores: stores, door: StoreDeclarationDoor(store: store, tell: tell),
            reader: ManifestMessageReader(zones: zones),
            secrets: try ServiceFiles.secrets(database), options: options,
            areas: { DeskPages(parts: $0, store: stores, health: { await health?() }).routes },
            gauges: { if let health { HealthGauges.gauges(await health()) } else { [] } },
            log: { if isLogged { Terminal.note($0.json) } })
        address = options.server.address.description
        let service = service
        try waiting { try await service.start() }
        let scheme = options.server.tls == nil ? "http" : "https"
        let host = address.prefix(upTo: address.lastIndex(of: ":") ?? address.endIndex)
        Terminal.note("serving on \(scheme)://\(host):\(service.port)/")
    }

    /// Answers what is in flight, ends the streams.
    func stop() {
        let service = service
        try? waiting { await service.stop() }
    }
}

/// What lies beside a database for its service.
enum ServiceFiles {
    static func secrets(_ database: String) throws -> Secrets { try Secrets(file: database + ".secret") }
}

/// A database without people gets one, with a password that serves once.
enum FirstStart {
    static let name = "administrator"

    static func makeAdministrator(_ stores: ServiceStore) throws {
        guard try waiting(for: { try await stores.accounts().isEmpty }) else { return }
        let password = Secrets.base62(16)
        let hash = Passwords.hash(password)
        _ = try waiting {
            try await stores.add(
                Account(name: name, role: .administrator, passwordHash: hash, mustChangePassword: true),
                by: "first start")
        }
        Terminal.note(
            "first start: sign in as \"\(name)\" with the password \(password) (it serves once, and must be changed)")
    }
}
