import Foundation
import GateDomain
import GateIngest
import GatePeople
import GatePipeline
import GateStore

struct PassCommand: Command {
    static let name = "pass"
    static let help = """
        bordergate pass key|issue|verify|revoke|list …     signed passes: QR codes that a gate checks without a network

        key     --issuer NAME --out FILE [--trust FILE]     a new signing key; its public half is added to the trust file
        issue   --key FILE --claims JSON [--out PNG] [--ledger FILE] [--at TIME]
                JSON: validUntil, and any of validFrom, plate, trailer, container, reference, uses, gates, statusIndex,
                driver {state, number, birth YYMMDD}; @FILE reads it from a file. The ledger numbers passes and remembers them.
        verify  --trust FILE [--status FILE]… --at TIME --gate GATE [--plate P] [--trailer P] [--container N]
                [--driver STATE,NUMBER,BIRTH] [--database FILE --passage REFERENCE] [--json] PASS|PICTURE…
                PASS is a text that begins with BGP1:, or a file with it. With a database, uses are counted.
        revoke  --key FILE --trust FILE --status FILE --days N [--ledger FILE] [--at TIME] [INDEX|PASS-ID]…
                the status list anew, with these passes on it; without any it is only made good for N more days
        list    --ledger FILE [--trust FILE --status FILE] [--database FILE] [--at TIME]
        Times are RFC 3339; now, unless --at is given. Exit status 1 when a pass is refused or cannot be read.
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = [
        "--issuer", "--out", "--trust", "--key", "--claims", "--ledger", "--at", "--status", "--gate", "--plate",
        "--trailer", "--container", "--driver", "--database", "--passage", "--days",
    ]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let action = try arguments.operands(atLeast: 1, called: "key, issue, verify, revoke or list")[0]
        switch action {
        case "key": return try makeKey(arguments)
        case "issue": return try issue(arguments)
        case "verify": return try await verify(arguments)
        case "revoke": return try revoke(arguments)
        case "list": return try await list(arguments)
        default: throw UsageError("pass knows key, issue, verify, revoke and list, not \"\(action.prefix(40))\"")
        }
    }

    // MARK: Keys

    private static func makeKey(_ arguments: Arguments) throws -> ExitStatus {
        let issuer = try needed("--issuer", arguments)
        let out = try needed("--out", arguments)
        guard !FileManager.default.fileExists(atPath: out) else {
            throw UsageError("\(out) is there already; a key is never written over another")
        }
        let key = SigningKey(issuer: issuer)
        var trusted = TrustedKeys([])
        let trust = arguments.last("--trust")
        if let trust, FileManager.default.fileExists(atPath: trust) { trusted = try readTrust(trust) }
        trusted.keys.append(.init(issuer: issuer, key: key.publicKey, from: try at(arguments)))
        try write(key.file, to: out, isSecret: true)
        if let trust { try write(trusted.file, to: trust) }
        Terminal.line(String(decoding: TrustedKeys([trusted.keys[trusted.keys.count - 1]]).file, as: UTF8.self))
        return .done
    }

    // MARK: Issue

    private static func issue(_ arguments: Arguments) throws -> ExitStatus {
        let key = try readKey(try needed("--key", arguments))
        let given = try needed("--claims", arguments)
        let text = given.hasPrefix("@") ? try contents(String(given.dropFirst())) : Array(given.utf8)
        let issued = try at(arguments)
        var claims = try JSON5Decoder.decode(
            PassClaims.self, from: text, path: "--claims", example: "bordergate pass --help")
        var ledger = try arguments.last("--ledger").map { try PassLedger(path: $0) }
        if claims.statusIndex == nil { claims.statusIndex = ledger?.nextIndex }
        let pass = try claims.pass(issuer: key.issuer, issued: issued)
        let signed = pass.signed(by: key)
        guard signed.utf8.count <= Pass.longestText, let modules = QRCode.modules(of: signed) else {
            throw UsageError(
                "the claims make a pass of \(signed.utf8.count) characters; \(Pass.longestText) are read at most")
        }
        try ledger?.add(pass)
        if let out = arguments.last("--out") {
            try write(QRCode.png(modules, pixelsPerModule: 6), to: out)
            Terminal.note("\(out): QR version \(modules.version), \(modules.width) modules; 30 to 40 mm on paper")
        }
        Terminal.line(signed)
        return .done
    }

    // MARK: Verify

    private static func verify(_ arguments: Arguments) async throws -> ExitStatus {
        let trusted = try readTrust(try needed("--trust", arguments))
        let lists = try arguments.all("--status").map {
            try StatusList(file: try contents($0), path: $0, trusted: trusted)
        }
        let verifier = PassVerifier(trusted: trusted, lists: lists)
        var circumstances = PassVerifier.Circumstances(
            at: try at(arguments), gate: try needed("--gate", arguments), plate: arguments.last("--plate"),
            trailer: arguments.last("--trailer"), container: arguments.last("--container"))
        if let text = arguments.last("--driver") {
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
                throw UsageError("--driver takes STATE,NUMBER,BIRTH such as VNM,B4673002,880912")
            }
            circumstances.driver = (parts[0], parts[1], parts[2])
        }
        let passage = arguments.last("--passage")
        guard (arguments.last("--database") == nil) == (passage == nil) else {
            throw UsageError("--database and --passage belong together: uses are counted by passage")
        }
        let store = try arguments.last("--database").map { try SQLiteStore(path: $0) }
        var status = ExitStatus.done
        for input in arguments.operands.dropFirst() {
            let text: String
            do {
                text = try PassInput.text(of: input)
            } catch let error as PassError {
                Terminal.error(error.description)
                status = .failedInput
                continue
            }
            circumstances.used = nil
            if let store, let passage, let pass = verifier.authentic(text).pass {
                circumstances.used = try await store.uses(ofPass: pass.name, besides: passage)
            }
            var finding = verifier.verify(text, in: circumstances)
            if finding.verdict == .valid, let store, let passage, let pass = finding.pass,
                try await !store.use(pass: pass.name, for: passage, limit: pass.uses, at: circumstances.at)
            {
                finding.verdict = .refused
                finding.reason = .used
            }
            if finding.verdict != .valid { status = .failedInput }
            let line = PassLine(input: input, finding)
            Terminal.line(arguments.has("--json") ? try JSONLine.encode(line) : line.text)
        }
        guard arguments.operands.count > 1 else { throw UsageError("PASS or PICTURE is missing") }
        return status
    }

    // MARK: Revoke, list

    private static func revoke(_ arguments: Arguments) throws -> ExitStatus {
        let key = try readKey(try needed("--key", arguments))
        let trusted = try readTrust(try needed("--trust", arguments))
        let path = try needed("--status", arguments)
        guard arguments.last("--days") != nil else {
            throw UsageError("--days is missing: how long the list may be relied on")
        }
        let days = try arguments.number("--days", default: 1, in: 1...366)
        let now = try at(arguments)
        let expires = now.advanced(bySeconds: Double(days) * 86_400)
        let ledger = try arguments.last("--ledger").map { try PassLedger(path: $0) }
        var list = StatusList(issuer: key.issuer, issued: now, expires: expires)
        if FileManager.default.fileExists(atPath: path) {
            list = try StatusList(file: try contents(path), path: path, trusted: trusted)
            guard list.issuer == key.issuer else { throw UsageError("\(path) is the list of \(list.issuer)") }
            list.issued = now
            list.expires = expires
        }
        if let ledger { list.extend(to: ledger.nextIndex) }
        for word in arguments.operands.dropFirst() {
            guard let index = Int(word) ?? ledger?.index(of: word), (0..<StatusList.most).contains(index) else {
                throw UsageError("\"\(word.prefix(40))\" is neither a status index nor the id of a pass in the ledger")
            }
            list.revoke(index)
        }
        try write(list.file(signedBy: key), to: path)
        Terminal.note("\(path): \(arguments.operands.count - 1) revoked; the list counts until \(expires.rfc3339)")
        return .done
    }

    private static func list(_ arguments: Arguments) async throws -> ExitStatus {
        let ledger = try PassLedger(path: try needed("--ledger", arguments))
        let now = try at(arguments)
        var status: StatusList?
        if let path = arguments.last("--status") {
            let trusted = try readTrust(try needed("--trust", arguments))
            status = try StatusList(file: try contents(path), path: path, trusted: trusted)
        }
        var uses: [String: Int] = [:]
        if let path = arguments.last("--database") {
            for use in try await SQLiteStore(path: path, options: StoreOptions(readOnly: true)).passUses() {
                uses[use.pass, default: 0] += 1
            }
        }
        for entry in ledger.entries {
            var line = entry
            line.used = arguments.last("--database") == nil ? nil : uses[entry.id] ?? 0
            line.state =
                entry.statusIndex.map { status?.isRevoked($0) == true } == true
                ? "revoked" : Instant(rfc3339: entry.validUntil).map { $0 <= now } ?? true ? "expired" : "live"
            Terminal.line(try JSONLine.encode(line))
        }
        return .done
    }

    // MARK: Files

    private static func needed(_ option: String, _ arguments: Arguments) throws(UsageError) -> String {
        guard let value = arguments.last(option), !value.isEmpty else { throw UsageError("\(option) is missing") }
        return value
    }

    private static func at(_ arguments: Arguments) throws(UsageError) -> Instant {
        guard let text = arguments.last("--at") else { return SystemSupervisorClock().now() }
        guard let instant = Instant(rfc3339: text) else {
            throw UsageError("--at takes an RFC 3339 time such as 2026-03-02T03:00:00Z, not \"\(text.prefix(40))\"")
        }
        return instant
    }

    private static func readKey(_ path: String) throws -> SigningKey {
        try SigningKey(file: try contents(path), path: path)
    }

    private static func readTrust(_ path: String) throws -> TrustedKeys {
        try TrustedKeys(file: try contents(path), path: path)
    }

    private static func contents(_ path: String) throws(PassError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 4 << 20 else {
            throw PassError("\(path): cannot be read, or is over 4 MB")
        }
        return Array(data)
    }

    private static func write(_ bytes: [UInt8], to path: String, isSecret: Bool = false) throws {
        // Made private before a byte of a secret is in it.
        let temporary = path + ".new"
        _ = FileManager.default.createFile(
            atPath: temporary, contents: nil, attributes: [.posixPermissions: isSecret ? 0o600 : 0o644])
        do {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary))
            try handle.write(contentsOf: Data(bytes))
            try handle.synchronize()
            try handle.close()
            guard rename(temporary, path) == 0 else { throw PassError("\(path): cannot be written") }
        } catch {
            throw PassError("\(path): cannot be written; check the folder and its permissions")
        }
    }
}
