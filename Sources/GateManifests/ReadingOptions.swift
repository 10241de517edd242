/// How files are read: bounds, and the clocks of those who send.
struct ReadingOptions: Sendable, Hashable {
    var limits = ManifestLimits.standard
    var zones = SenderZones()
}
