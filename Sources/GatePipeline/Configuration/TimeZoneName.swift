import Foundation

/// Names of time zones, as the IANA list has them.
public enum TimeZoneName {
    /// What is wrong with a name; nil when nothing is.
    public static func problem(_ name: String) -> String? {
        guard !TimeZone.knownTimeZoneIdentifiers.contains(name), name != "UTC" else { return nil }
        let near = NearestWord.to(name, among: TimeZone.knownTimeZoneIdentifiers)
        return "no zone of the IANA list, such as Asia/Ho_Chi_Minh, Asia/Shanghai, UTC"
            + (near.map { "; did you mean \"\($0)\"?" } ?? "")
    }
}
