import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

@Suite struct OwnershipTests {
    @Test func aSecondWriterIsToldWhoHoldsTheDatabase() async throws {
        let path = try SQLiteStoreTests.path()
        var store: SQLiteStore? = try SQLiteStore(path: path)
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.description.contains("process \(getpid()), since 20") == true, "\(String(describing: error))")
        // By another name, too; and whoever only reads is welcome.
        let link = path + "-link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: StoreError.self) { try SQLiteStore(path: link) }
        _ = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        await store?.close()
        await #expect(throws: StoreError.self) { try await store?.passages() }
        store = nil
        _ = try SQLiteStore(path: path)
    }

    /// The kernel lets go of a dead holder's lock, whatever it left in the file.
    @Test func aHolderThatWasKilledHoldsNothing() throws {
        let path = try SQLiteStoreTests.path()
        _ = try SQLiteStore(path: path)
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = ["--exclusive", path + ".lock", "sh", "-c", "echo held; exec sleep 600"]
        let output = Pipe()
        holder.standardOutput = output
        try holder.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        // flock itself and the shell that it started, which holds the lock too.
        let children = Process()
        children.executableURL = URL(fileURLWithPath: "/usr/bin/pkill")
        children.arguments = ["-KILL", "-P", String(holder.processIdentifier)]
        try children.run()
        children.waitUntilExit()
        holder.waitUntilExit()
        _ = try SQLiteStore(path: path)
    }

    @Test func aDatabaseWithTwoNamesIsRefused() throws {
        let path = try SQLiteStoreTests.path()
        _ = try SQLiteStore(path: path)
        try FileManager.default.linkItem(atPath: path, toPath: path + "-other")
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path + "-other") }
        #expect(error?.description.contains("2 names") == true)
    }

    @Test func filesAreOursAloneWhateverTheUmask() async throws {
        let path = try SQLiteStoreTests.path()
        let before = umask(0)
        let store = try SQLiteStore(path: path)
        let picture = try store.keep(EvidencePicture(kind: .crop, jpeg: [1, 2, 3]))
        umask(before)
        _ = try await store.commit(SQLiteStoreTests.sighting(1, evidence: [picture]))
        let folder = (path as NSString).deletingLastPathComponent
        var count = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var status = stat()
            #expect(stat(folder + "/" + name, &status) == 0)
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            #expect(status.st_mode & 0o777 == (isFolder ? 0o700 : 0o600), "\(name)")
            count += 1
        }
        #expect(count >= 6)
        // Files of an older release are closed to others when they are opened.
        await store.close()
        chmod(path, 0o644)
        let again = try SQLiteStore(path: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        await again.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test(arguments: ["/proc/gate.sqlite", "/sys/gate.sqlite", "/dev/null", "/tmp", "/nowhere/gate.sqlite"])
    func whatCannotBeWrittenIsRefusedAtOnce(path: String) {
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.description.hasPrefix(path) == true, "\(String(describing: error))")
    }

    @Test func headsAreKeptElsewhereAndFindACutTail() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        let file = AuditHeadFile(path: path + ".heads")
        for number in 1...3 {
            _ = try await store.commit(SQLiteStoreTests.sighting(number))
            try file.append(try await store.chainHead(), at: Instant(microseconds: Int64(number)))
        }
        let heads = try file.hashes()
        #expect(heads.count == 3)
        #expect(try await store.verify(heads: heads).failures.isEmpty)
        // A chain whose end was cut, with all that the end wrote, fits itself.
        try RawDatabase(path).run(
            """
            DELETE FROM sightings WHERE id = 's3'; DELETE FROM audit WHERE sequence = 3;
            UPDATE audit_head SET (sequence, hash) = (SELECT sequence, hash FROM audit WHERE sequence = 2)
            """)
        #expect(try await store.verify().failures.isEmpty)
        let failures = try await store.verify(heads: heads).failures
        #expect(failures.count == 1 && failures[0].hasPrefix("audit head "), "\(failures)")
        // A line that was cut off by a crash is passed over, another text is not.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"at\"".utf8))
        #expect(try file.hashes() == heads)
        try handle.write(contentsOf: Data("\n".utf8))
        #expect(throws: StoreError.self) { try file.hashes() }
    }
}
