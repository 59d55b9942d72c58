use crate::error::{Error, ErrorKind};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The name of a region, such as `ap-guangzhou`.
///
/// The set is open: any name of lower-case letters, digits and hyphens is accepted.
///
/// ```
/// use tencentcloud_runtime::Region;
///
/// let new = Region::new("ap-somewhere")?;
/// assert_eq!(new.as_str(), "ap-somewhere");
/// assert_eq!("ap-guangzhou".parse::<Region>()?, Region::AP_GUANGZHOU);
/// assert!(Region::new("Guangzhou!").is_err());
/// # Ok::<(), tencentcloud_runtime::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Region(Cow<'static, str>);

impl Region {
    /// Guangzhou.
    pub const AP_GUANGZHOU: Self = Self(Cow::Borrowed("ap-guangzhou"));
    /// Shanghai.
    pub const AP_SHANGHAI: Self = Self(Cow::Borrowed("ap-shanghai"));
    /// Nanjing.
    pub const AP_NANJING: Self = Self(Cow::Borrowed("ap-nanjing"));
    /// Beijing.
    pub const AP_BEIJING: Self = Self(Cow::Borrowed("ap-beijing"));
    /// Chengdu.
    pub const AP_CHENGDU: Self = Self(Cow::Borrowed("ap-chengdu"));
    /// Chongqing.
    pub const AP_CHONGQING: Self = Self(Cow::Borrowed("ap-chongqing"));
    /// Shenzhen.
    pub const AP_SHENZHEN: Self = Self(Cow::Borrowed("ap-shenzhen"));
    /// Shanghai, for finance.
    pub const AP_SHANGHAI_FSI: Self = Self(Cow::Borrowed("ap-shanghai-fsi"));
    /// Shenzhen, for finance.
    pub const AP_SHENZHEN_FSI: Self = Self(Cow::Borrowed("ap-shenzhen-fsi"));
    /// Beijing, for finance.
    pub const AP_BEIJING_FSI: Self = Self(Cow::Borrowed("ap-beijing-fsi"));
    /// Taipei.
    pub const AP_TAIPEI: Self = Self(Cow::Borrowed("ap-taipei"));
    /// Mumbai.
    pub const AP_MUMBAI: Self = Self(Cow::Borrowed("ap-mumbai"));
    /// Hong Kong.
    pub const AP_HONGKONG: Self = Self(Cow::Borrowed("ap-hongkong"));
    /// Singapore.
    pub const AP_SINGAPORE: Self = Self(Cow::Borrowed("ap-singapore"));
    /// Bangkok.
    pub const AP_BANGKOK: Self = Self(Cow::Borrowed("ap-bangkok"));
    /// Jakarta.
    pub const AP_JAKARTA: Self = Self(Cow::Borrowed("ap-jakarta"));
    /// Seoul.
    pub const AP_SEOUL: Self = Self(Cow::Borrowed("ap-seoul"));
    /// Tokyo.
    pub const AP_TOKYO: Self = Self(Cow::Borrowed("ap-tokyo"));
    /// Silicon Valley.
    pub const NA_SILICONVALLEY: Self = Self(Cow::Borrowed("na-siliconvalley"));
    /// Virginia.
    pub const NA_ASHBURN: Self = Self(Cow::Borrowed("na-ashburn"));
    /// Toronto.
    pub const NA_TORONTO: Self = Self(Cow::Borrowed("na-toronto"));
    /// São Paulo.
    pub const SA_SAOPAULO: Self = Self(Cow::Borrowed("sa-saopaulo"));
    /// Frankfurt.
    pub const EU_FRANKFURT: Self = Self(Cow::Borrowed("eu-frankfurt"));

    /// Creates a region from its name.
    ///
    /// # Errors
    /// Returns an error if the name is empty, is longer than 63 characters, or contains anything
    /// but lower-case letters, digits and hyphens.
    pub fn new(name: impl Into<String>) -> Result<Self, Error> {
        let name = name.into();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty() || name.len() > 63 || !name.bytes().all(allowed) {
            let text = format!(
                "the region {name:?} is not valid: use lower-case letters, digits and hyphens"
            );
            return Err(Error::new(ErrorKind::Configuration, text));
        }
        Ok(Self(Cow::Owned(name)))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is a finance region.
    ///
    /// Finance regions are isolated: they can be reached only through their own domains.
    pub fn is_finance(&self) -> bool {
        self.0.ends_with("-fsi")
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for Region {
    type Error = Error;

    fn try_from(name: &str) -> Result<Self, Error> {
        Self::new(name)
    }
}

impl TryFrom<String> for Region {
    type Error = Error;

    fn try_from(name: String) -> Result<Self, Error> {
        Self::new(name)
    }
}

impl TryFrom<&Region> for Region {
    type Error = Error;

    fn try_from(region: &Region) -> Result<Self, Error> {
        Ok(region.clone())
    }
}

impl FromStr for Region {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::new(name)
    }
}

#[cfg(test)]
mod tests {
    use super::Region;

    #[test]
    fn names() {
        for name in ["ap-guangzhou", "ap-shanghai-fsi", "eu-frankfurt", "ap-new-9"] {
            assert_eq!(Region::new(name).unwrap().as_str(), name);
        }
        for name in [
            "",
            "ap_guangzhou",
            "AP-GUANGZHOU",
            "ap guangzhou",
            "a/b",
            "ap\n",
            "广州",
            &"a".repeat(64),
        ] {
            assert!(Region::new(name).is_err(), "{name}");
        }
    }
}
