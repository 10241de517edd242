/// The processes that read files: as many as there are files at once; one is kept for the next file.
actor FileReaders {
    private var idle: [FileReader] = []

    func read(_ request: ReadingRequest) async throws -> ReadingAnswer {
        let reader = idle.popLast() ?? FileReader()
        defer { if idle.count < 2 { idle.append(reader) } }
        return try await reader.read(request)
    }
}
