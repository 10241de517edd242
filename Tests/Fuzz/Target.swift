import GateManifests

/// libFuzzer's entry: reads the bytes as any message and prints what was understood; a trap or a minute's silence is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let reading = ManifestReader().read(bytes, name: "fuzz")
    for declaration in reading.declarations { _ = ManifestWriter.jsonLine(declaration) }
    for notice in reading.notices { _ = ManifestWriter.jsonLine(notice) }
    return 0
}
